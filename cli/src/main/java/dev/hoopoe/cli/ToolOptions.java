package dev.hoopoe.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options about tools, the same on every command that offers a choice of them. */
final class ToolOptions {
    @Mixin private final PlaceOptions places = new PlaceOptions();

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = "The tools offered: core, all, web, files, db, docs.")
    private @Nullable String profile;

    /** What the options and the configuration choose together. */
    ToolChoice choose(Config config) {
        return places.choose(
                config, Profile.of(profile == null ? config.text(Setting.PROFILE) : profile));
    }
}
