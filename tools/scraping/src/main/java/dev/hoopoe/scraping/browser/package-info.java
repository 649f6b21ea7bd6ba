/** Renders pages that need scripts in a Chromium of this machine, through the egress proxy. */
@NullMarked
package dev.hoopoe.scraping.browser;

import org.jspecify.annotations.NullMarked;
