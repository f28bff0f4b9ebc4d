package io.fluvius.personal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Searches every table. */
final class StoredTexts {

    private StoredTexts() {}

    /** @param word in lower case */
    static void assertNowhere(DSLContext dsl, String word) {
        for (String table : tables(dsl)) {
            for (Record row : dsl.select().from(DSL.table(DSL.name(table))).fetch()) {
                assertThat(row.intoList())
                        .as(table)
                        .noneMatch(value -> text(value).toLowerCase(Locale.ROOT).contains(word));
            }
        }
    }

    private static List<String> tables(DSLContext dsl) {
        return dsl
                .fetch(
                        "select table_name from information_schema.tables"
                                + " where table_type = 'BASE TABLE' and table_schema not in ('information_schema', 'pg_catalog')")
                .getValues(0, String.class)
                .stream()
                .filter(table -> !table.startsWith("INFORMATION"))
                .toList();
    }

    private static String text(@Nullable Object value) {
        return value instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : String.valueOf(value);
    }
}
