package dev.hoopoe.files;

import dev.hoopoe.tools.ToolException;

/** Lines from and to, both included, counted from 1. */
record LineRange(long from, long to) {
    static LineRange parse(String text) {
        return parse("lines", text);
    }

    /**
     * @param parameter what the range is called, for the message
     */
    static LineRange parse(String parameter, String text) {
        String[] ends = text.strip().split("\\s*(-|:|,|\\.\\.)\\s*", 2);
        try {
            long from = ends[0].isEmpty() ? 1 : Long.parseLong(ends[0]);
            boolean open = ends.length == 2 && ends[1].isEmpty();
            long to = open ? Long.MAX_VALUE : Long.parseLong(ends[ends.length - 1]);
            return new LineRange(Math.max(1, Math.min(from, to)), Math.max(from, to));
        } catch (NumberFormatException e) {
            throw new ToolException(
                    parameter + " is " + Roots.brief(text) + ", which is no range.",
                    "Use a form such as 10-40.",
                    e);
        }
    }

    boolean holds(long number) {
        return number >= from && number <= to;
    }
}
