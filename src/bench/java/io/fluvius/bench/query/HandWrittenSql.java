package io.fluvius.bench.query;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.fluvius.bench.Postgres;
import io.fluvius.user.UserView;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Hand-written code for exactly these pages: JDBC with keyset pagination and its own pool. */
final class HandWrittenSql implements AutoCloseable {

    private final HikariDataSource pool;

    HandWrittenSql(Postgres postgres) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("by hand");
        config.setJdbcUrl(postgres.url());
        config.setUsername(postgres.username());
        config.setPassword(postgres.password());
        config.setMaximumPoolSize(8);
        config.setReadOnly(true);
        config.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
        this.pool = new HikariDataSource(config);
    }

    List<UserView> page(RequestedPage page) throws SQLException {
        return rows(PageSql.of(page.shape(), PageSql.LastRow.of(page.before())));
    }

    List<UserView> rows(PageSql sql) throws SQLException {
        List<Object> parameters = sql.parameters();
        try (Connection connection = pool.getConnection();
                PreparedStatement prepared = connection.prepareStatement(sql.text())) {
            for (int at = 0; at < parameters.size(); at++) {
                prepared.setObject(at + 1, parameters.get(at));
            }
            try (ResultSet row = prepared.executeQuery()) {
                List<UserView> users = new ArrayList<>();
                while (row.next()) {
                    users.add(PageSql.user(row));
                }
                return users;
            }
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
