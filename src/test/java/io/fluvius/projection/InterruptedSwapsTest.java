package io.fluvius.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.projection.RebuildRecord.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The process was killed after each of the statements that replace two tables on H2. */
class InterruptedSwapsTest {

    private static final List<String> STATEMENTS = List.of(
            "alter table one rename to one_old",
            "alter table one_next rename to one",
            "alter table two rename to two_old",
            "alter table two_next rename to two",
            "update rebuild set phase = 'CLEANING'; delete from deleted_row where view_table = 'one';"
                    + " update deleted_row set view_table = 'one' where view_table = 'one_next'",
            "drop table one_old",
            "alter index one_next_name rename to one_name",
            "drop table two_old");

    private final DriverManagerDataSource database = new DriverManagerDataSource(
            "jdbc:h2:mem:" + System.identityHashCode(this) + ";DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=-1", "sa", "");
    private final DSLContext dsl = DSL.using(database, SQLDialect.H2);
    private final List<String> adopted = new ArrayList<>();

    @BeforeEach
    void createTables() throws IOException {
        for (String migration : List.of("V7__deleted_rows", "V9__position_of_deletion", "V11__rebuild")) {
            dsl.execute(Files.readString(Path.of("src/main/resources/db/migration/fluvius/" + migration + ".sql")));
        }
        for (String table : List.of("one", "two")) {
            dsl.execute("create table " + table + " (id uuid primary key, name varchar)");
            dsl.execute("create index " + table + "_name on " + table + " (name)");
            new H2TableCopies(dsl).create(dsl, table);
            dsl.execute("insert into " + table + " values (random_uuid(), 'old')");
            dsl.execute("insert into " + table + "_next values (random_uuid(), 'new')");
        }
        dsl.execute("insert into deleted_row values ('one', random_uuid(), 1, 1), ('one_next', random_uuid(), 2, 2)");
        RebuildRecords records = new RebuildRecords(dsl);
        records.start("group", List.of("one", "two"), "MANUAL", false);
        records.enter("group", Phase.SWAPPING);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8})
    void the_next_start_completes_what_was_begun(int statements) {
        STATEMENTS.subList(0, statements).forEach(dsl::execute);

        new InterruptedSwaps(new Adoption()).complete(database);

        assertThat(names("select table_name from information_schema.tables where table_schema = 'public' order by 1"))
                .containsExactly("deleted_row", "one", "rebuild", "two");
        assertThat(names("select name from one union all select name from two")).containsExactly("new", "new");
        assertThat(names("select index_name from information_schema.indexes where index_name like '%name' order by 1"))
                .containsExactly("one_name", "two_name");
        assertThat(names("select view_table || version from deleted_row")).containsExactly("one2");
        assertThat(names("select phase from rebuild")).containsExactly("SWAPPED");
        assertThat(adopted).hasSize(statements < 5 ? 1 : 0);
    }

    private List<String> names(String query) {
        return dsl.resultQuery(query).fetch(row -> row.get(0, String.class));
    }

    /** Counts how often tokens and dead letters are moved. */
    private final class Adoption implements RebuildTraces {

        @Override
        public void adopt(DSLContext transaction, String processingGroup) {
            adopted.add(processingGroup);
        }

        @Override
        public void release(DSLContext transaction, String processingGroup, String exceptNode) {
            throw new AssertionError("H2 has one node");
        }

        @Override
        public void delete(DSLContext transaction, String processingGroup) {
            throw new AssertionError("The rebuild was not discarded");
        }
    }
}
