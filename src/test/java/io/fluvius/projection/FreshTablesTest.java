package io.fluvius.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class FreshTablesTest {

    private final DriverManagerDataSource database = new DriverManagerDataSource(
            "jdbc:h2:mem:" + System.identityHashCode(this) + ";DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=-1", "sa", "");
    private final DSLContext dsl = DSL.using(database, SQLDialect.H2);

    @BeforeEach
    void createTokens() {
        dsl.execute("create table token_entry (processor_name varchar)");
    }

    @Test
    void without_tokens_the_second_table_replaces_the_first_one_within_the_migrations() {
        migrate();

        assertThat(tables()).containsExactly("book_view");
        assertThat(names("select index_name from information_schema.indexes where index_name like 'book%'"))
                .contains("book_view_title", "book_view_last_reader");
    }

    @Test
    void with_tokens_it_is_left_to_a_rebuild() {
        dsl.execute("insert into token_entry values ('book-catalogue')");

        migrate();

        assertThat(tables()).containsExactly("book_view", "book_view_next");
    }

    private void migrate() {
        Flyway.configure()
                .dataSource(database)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .placeholders(Map.of("text", "varchar"))
                .locations("classpath:db/migration/book", "classpath:db/changed/book")
                .callbacks(new FreshTables(SQLDialect.H2, List.of("book_view")))
                .load()
                .migrate();
    }

    private List<String> tables() {
        return names("select table_name from information_schema.tables where table_name like 'book%' order by 1");
    }

    private List<String> names(String query) {
        return dsl.resultQuery(query).fetch(row -> row.get(0, String.class));
    }
}
