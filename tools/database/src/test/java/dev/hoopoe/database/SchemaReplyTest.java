package dev.hoopoe.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoopoe.database.DatabaseTools.Detail;
import dev.hoopoe.tools.Tokens;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaReplyTest {
    private static Table table(String name, String... references) {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column("id", "INTEGER", true, "", ""));
        columns.add(new Column("name", "VARCHAR(40)", false, "", "'one'|'two'|'three'|'four'"));
        columns.add(new Column("created_at", "TIMESTAMP", false, "", "e.g. '2025-01-01 10:00'"));
        for (String reference : references) {
            columns.add(new Column(reference + "_id", "INTEGER", false, reference + ".id", ""));
        }
        return new Table("", name, false, columns, "1200");
    }

    private static List<Table> shop(int number) {
        List<Table> tables = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            tables.add(table("crm_thing" + i, "customer", "product"));
        }
        tables.add(table("customer"));
        tables.add(table("product"));
        tables.add(table("purchase", "customer", "product"));
        return tables;
    }

    private static String all(int tables) {
        return new SchemaReply(shop(tables), Detail.COLUMNS).all();
    }

    @Test
    void fewTablesAreToldWithTheirValues() {
        assertThat(all(2)).contains("customer(id INTEGER PK, name VARCHAR(40) 'one'|'two'");
    }

    @Test
    void fortyTablesFitWithTheirColumns() {
        String text = all(37);

        assertThat(text).contains("purchase(id PK, name, created_at, customer_id -> customer.id");
        assertThat(Tokens.estimate(text)).isLessThanOrEqualTo(1_500);
    }

    @Test
    void hundredsOfTablesAreGroupedByName() {
        String text = all(300);

        assertThat(text)
                .startsWith("303 tables; find shows")
                .contains("crm_: thing0, thing1,")
                .endsWith("customer, product, purchase");
        assertThat(Tokens.estimate(text)).isLessThanOrEqualTo(1_500);
    }

    @Test
    void whatIsLookedForComesFirstWithWhatJoinsIt() {
        List<Table> found = new SchemaReply(shop(0), Detail.COLUMNS).found("customers and product");

        assertThat(found)
                .extracting(Table::name)
                .containsExactly("product", "customer", "purchase");
    }
}
