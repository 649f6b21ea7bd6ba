package dev.hoopoe.scraping.blocked;

import dev.hoopoe.scraping.blocked.Problem.Kind;
import dev.hoopoe.scraping.blocked.Sign.Place;
import dev.hoopoe.scraping.blocked.Sign.Strength;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The signs that one page shows. */
final class Signs {
    private static final List<Sign> ALL = Sign.load();

    private final Look look;

    Signs(Look look) {
        this.look = look;
    }

    Stream<Sign> of(Kind kind, Strength strength) {
        return ALL.stream()
                .filter(sign -> sign.kind() == kind && sign.strength() == strength)
                .filter(sign -> sign.seenIn(look));
    }

    Stream<Sign> of(Kind kind, Strength strength, Place place) {
        return of(kind, strength).filter(sign -> sign.place() == place);
    }

    Optional<Sign> mark(Kind kind) {
        return of(kind, Strength.MARK).findFirst();
    }

    Optional<Sign> words(Kind kind, Place place) {
        return of(kind, Strength.WORDS, place).findFirst();
    }

    /** What visitors read: title before text. */
    Optional<Sign> said(Kind kind) {
        return words(kind, Place.TITLE).or(() -> words(kind, Place.TEXT));
    }

    long count(Kind kind, Place place) {
        return of(kind, Strength.WORDS, place).count();
    }
}
