package io.fluvius.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.INTEGER;

import io.fluvius.domain.Tenant;
import io.fluvius.environment.DatabaseOnly;
import io.fluvius.environment.OnH2;
import io.fluvius.projection.sql.ViewTable;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.ExecuteListener;
import org.jooq.Query;
import org.jooq.impl.DefaultExecuteListenerProvider;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

@OnH2(classes = DatabaseOnly.class, webEnvironment = WebEnvironment.NONE)
class JdbcReadModelOnH2IT extends JdbcReadModelContract {

    private static final Pattern ROWS_READ = Pattern.compile("scanCount: (\\d+)");

    @Autowired
    private DSLContext database;

    @Test
    void deleted_rows_are_found_by_their_key_among_many() {
        database.execute(
                "insert into deleted_row select 'user_view', random_uuid(), 1, null, 'main' from system_range(1, 5000)");
        List<Query> statements = new ArrayList<>();
        DSLContext observed = database.configuration()
                .deriveAppending(new DefaultExecuteListenerProvider(
                        ExecuteListener.onRenderEnd(context -> statements.add(context.query()))))
                .dsl();
        List<UUID> rows = Stream.generate(UUID::randomUUID).limit(20).toList();

        assertThat(new DeletedRows(observed, new ViewTable<>(USERS), Tenant.MAIN).of(rows))
                .isEmpty();

        String plan = database.fetchValue("explain analyze {0}", statements.getFirst())
                .toString();
        assertThat(ROWS_READ.matcher(plan).results().map(it -> Integer.valueOf(it.group(1))))
                .singleElement(INTEGER)
                .isLessThan(100);
    }
}
