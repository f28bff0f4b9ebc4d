package io.fluvius.database;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class GateTest {

    @Test
    void a_closed_gate_opens_no_connection_until_the_wait_is_canceled() {
        Gate gate = new Gate();
        gate.close();

        assertThatThrownBy(() -> gate.connect(new DriverManagerDataSource("jdbc:h2:mem:"), () -> true))
                .isInstanceOf(SQLTransientConnectionException.class);
    }
}
