/**
 * The chat page: asks the agent in a browser on this machine, shows each step while it happens, and
 * lets the person stop, approve and check.
 */
@NullMarked
package dev.hoopoe.web.chat;

import org.jspecify.annotations.NullMarked;
