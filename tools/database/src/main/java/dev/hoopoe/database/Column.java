package dev.hoopoe.database;

/**
 * A column of a table.
 *
 * @param name as the database spells it
 * @param type as declared; "" if it has none
 * @param key whether it is in the primary key
 * @param references {@code table.column} of its foreign key, or ""
 * @param values what it holds, for those who write conditions: all of few values, or an example
 */
record Column(String name, String type, boolean key, String references, String values) {
    Column with(String newReferences, String newValues) {
        return new Column(name, type, key, newReferences, newValues);
    }
}
