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

/** Number columns in H2, where {@code numeric} without a scale has no decimals. Startup tests cover other columns. */
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
    void a_number_column_with_decimals_is_accepted() {
        createTable("numeric(38, 9)");

        assertThatNoException().isThrownBy(check()::afterPropertiesSet);
    }

    @Test
    void a_number_column_without_decimals_is_rejected() {
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
        return new TableCheck(database, new ViewTables(List.of(ViewType.of("price", PriceView.class)), false));
    }
}
