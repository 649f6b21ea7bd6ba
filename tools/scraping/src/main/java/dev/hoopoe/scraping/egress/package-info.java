/**
 * The only way out: strict addresses, a policy on where they may lead, and the proxy that holds it.
 */
@NullMarked
package dev.hoopoe.scraping.egress;

import org.jspecify.annotations.NullMarked;
