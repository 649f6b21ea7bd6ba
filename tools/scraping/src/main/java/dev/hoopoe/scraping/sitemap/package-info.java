/** What sites say themselves about their pages: sitemaps (sitemaps.org) and feeds. */
@NullMarked
package dev.hoopoe.scraping.sitemap;

import org.jspecify.annotations.NullMarked;
