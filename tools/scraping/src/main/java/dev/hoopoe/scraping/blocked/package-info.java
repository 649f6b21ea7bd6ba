/** Tells pages that keep their content back from pages that have it, and says by what it knows. */
@NullMarked
package dev.hoopoe.scraping.blocked;

import org.jspecify.annotations.NullMarked;
