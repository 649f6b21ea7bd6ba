package dev.hoopoe.inference;

import java.util.List;

/** Ends an answer before the first of some texts, and shows nothing that may become one of them. */
final class StopSequences implements TextWatcher {
    private final List<String> stops;

    StopSequences(List<String> stops) {
        this.stops = stops.stream().filter(stop -> !stop.isEmpty()).toList();
    }

    @Override
    public Verdict look(CharSequence text) {
        String all = text.toString();
        int first = stops.stream().mapToInt(all::indexOf).filter(at -> at >= 0).min().orElse(-1);
        return first >= 0 ? new Verdict(first, true) : new Verdict(safe(all), false);
    }

    private int safe(String text) {
        for (int at = Math.max(0, text.length() - longest()); at < text.length(); at++) {
            String tail = text.substring(at);
            if (stops.stream().anyMatch(stop -> stop.startsWith(tail))) {
                return at;
            }
        }
        return text.length();
    }

    private int longest() {
        return stops.stream().mapToInt(String::length).max().orElse(0);
    }

    /** Both watchers at once: the more careful one decides. */
    TextWatcher and(TextWatcher other) {
        return text -> {
            Verdict mine = look(text);
            Verdict theirs = other.look(text);
            if (mine.ends() == theirs.ends()) {
                return mine.safe() <= theirs.safe() ? mine : theirs;
            }
            return mine.ends() ? mine : theirs;
        };
    }
}
