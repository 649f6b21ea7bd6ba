/** Sites whose content has a public interface for programs. */
@NullMarked
package dev.hoopoe.scraping.sites;

import org.jspecify.annotations.NullMarked;
