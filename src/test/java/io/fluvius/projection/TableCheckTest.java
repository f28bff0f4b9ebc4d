package io.fluvius.projection;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluvius.domain.Stamped;
import io.fluvius.domain.view.ViewType;
import io.fluvius.problem.StartupRefusedException;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.jooq.CloseableDSLContext;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Numbers on H2, where a plain {@code numeric} has no decimals. Other columns are tested with the application's start. */
class TableCheckTest {

    record PriceView(
            UUID id,
            BigDecimal price,
            @Stamped(Stamped.With.VERSION) long version) {}

    private CloseableDSLContext database;

    @BeforeEach
    void open() {
        database = DSL.using("jdbc:h2:mem:;DATABASE_TO_LOWER=TRUE");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void a_number_column_that_keeps_decimals_fits() {
        createTable("numeric(38, 9)");

        assertThatNoException().isThrownBy(check()::afterPropertiesSet);
    }

    @Test
    void a_number_column_that_would_lose_decimals_does_not_fit() {
        createTable("numeric");

        assertThatThrownBy(check()::afterPropertiesSet)
                .isInstanceOf(StartupRefusedException.class)
                .hasMessageContaining("price_view.price");
    }

    private void createTable(String number) {
        database.execute(
                "create table price_view (id uuid not null, price " + number + " not null, version bigint not null)");
    }

    private TableCheck check() {
        return new TableCheck(database, new ViewTables(List.of(ViewType.of("price", PriceView.class))));
    }
}
