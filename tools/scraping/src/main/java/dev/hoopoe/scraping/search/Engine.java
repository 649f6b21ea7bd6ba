package dev.hoopoe.scraping.search;

import dev.hoopoe.scraping.sites.Asking;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Something that can be searched.
 *
 * @param name a short one, for the first line of the result
 * @param general whether it searches more than the wanted site, so that its hits are to be filtered
 * @param search throws {@link dev.hoopoe.tools.ToolException} if it cannot be asked
 */
public record Engine(String name, boolean general, BiFunction<Query, Asking, List<Hit>> search) {
    static Engine own(String name, BiFunction<Query, Asking, List<Hit>> search) {
        return new Engine(name, false, search);
    }
}
