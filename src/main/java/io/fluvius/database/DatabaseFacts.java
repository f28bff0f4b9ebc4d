package io.fluvius.database;

import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jspecify.annotations.Nullable;

/** What the database is. Safe for use by many threads. */
public final class DatabaseFacts {

    private final ReadOnlyDatabase database;
    private final @Nullable String url;

    DatabaseFacts(ReadOnlyDatabase database, @Nullable String url) {
        this.database = database;
        this.url = url;
    }

    /**
     * The facts at a moment.
     *
     * @param product the name of the product, such as {@code PostgreSQL}
     * @param address the URL without parameters and credentials
     * @param bytes the space that it takes; null if the database does not say
     */
    public record Facts(
            String product,
            String version,
            String address,
            @Nullable Long bytes) {}

    public Facts read() {
        return database.readOnce(statement -> statement.connectionResult(connection -> new Facts(
                connection.getMetaData().getDatabaseProductName(),
                connection.getMetaData().getDatabaseProductVersion(),
                DatabaseUrl.shown(url),
                bytes(statement))));
    }

    private static @Nullable Long bytes(DSLContext statement) {
        Object bytes = statement.fetchValue(
                statement.family() == SQLDialect.POSTGRES
                        ? "select pg_database_size(current_database())"
                        : "select setting_value from information_schema.settings where setting_name = 'info.FILE_SIZE'");
        return bytes == null ? null : Long.valueOf(bytes.toString());
    }
}
