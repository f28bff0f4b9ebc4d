package io.fluvius.projection;

import io.fluvius.database.DatabaseTrouble;
import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.problem.StartupRefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.DatabaseMetaData;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;
import org.jooq.SQLDialect;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.jdbc.DatabaseDriver;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.jdbc.support.MetaDataAccessException;

/**
 * Migrates the database: first the tables of Fluvius, then those of each domain, and at last those of the application. The
 * migrations of a domain lie in {@code db/migration/<name>} on the class path, those for one database only in
 * {@code db/vendor/<database>/<name>}; the name of the application is {@code application}. Each has versions and a history table
 * of its own, {@code flyway_schema_history_<name>}, so that domains from different projects never collide. Apart from
 * locations and history, the settings {@code spring.flyway.*} apply to all.
 */
final class DomainMigrations implements FlywayMigrationStrategy {

    private static final Set<MigrationState> NEWER =
            EnumSet.of(MigrationState.FUTURE_SUCCESS, MigrationState.FUTURE_FAILED);

    /** The name under which an application migrates tables that belong to no domain. */
    private static final String APPLICATION = "application";

    private final DomainRegistry domains;

    private final String version;

    private final InterruptedSwaps interrupted;

    /** @param version of Fluvius, for a refusal */
    DomainMigrations(DomainRegistry domains, String version, InterruptedSwaps interrupted) {
        this.domains = domains;
        this.interrupted = interrupted;
        this.version = version;
    }

    @Override
    public void migrate(Flyway fluvius) {
        domains.all().forEach(domain -> requireOwnFolder(domain.name()));
        apply(fluvius);
        String vendor = vendor(fluvius.getConfiguration().getDataSource());
        if (vendor.equals(DatabaseDriver.H2.getId())) {
            interrupted.complete(fluvius.getConfiguration().getDataSource());
        }
        domains.all().forEach(domain -> migrate(domain.name(), vendor, fluvius));
        migrate(APPLICATION, vendor, fluvius);
    }

    /** @throws StartupRefusedException if the folder of a domain has another purpose */
    private static void requireOwnFolder(String domain) {
        if (domain.equals(APPLICATION) || domain.equals("fluvius")) {
            throw new StartupRefusedException(
                    "A domain has the name " + domain + ", but db/migration/" + domain + " has another purpose.",
                    "Choose another name.");
        }
    }

    private void migrate(String name, String vendor, Flyway fluvius) {
        String[] locations = Stream.of("db/migration/" + name, "db/vendor/" + vendor + "/" + name)
                .filter(DomainMigrations::hasMigrations)
                .map(folder -> "classpath:" + folder)
                .toArray(String[]::new);
        if (locations.length > 0) {
            Flyway flyway = Flyway.configure()
                    .configuration(fluvius.getConfiguration())
                    .locations(locations)
                    .table(fluvius.getConfiguration().getTable() + "_" + name)
                    // those of Fluvius, which have versions of its own
                    .javaMigrations()
                    // the schema is never empty: it has the tables of Fluvius
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .callbacks(new FreshTables(
                            vendor.equals(DatabaseDriver.H2.getId()) ? SQLDialect.H2 : SQLDialect.POSTGRES,
                            domains.views().stream()
                                    .map(view -> view.type().table())
                                    .toList()))
                    .load();
            forgetMigrationsOfFluvius(flyway);
            apply(flyway);
        }
    }

    /**
     * Up to now, the migrations of Fluvius in Java were applied with each domain too, and recorded in its history. Flyway would refuse the
     * next migration of the domain because its version is lower.
     */
    private static void forgetMigrationsOfFluvius(Flyway domain) {
        if (Stream.of(domain.info().applied()).anyMatch(it -> it.getScript().startsWith("io.fluvius."))) {
            new JdbcTemplate(domain.getConfiguration().getDataSource())
                    .update("delete from \"%s\" where \"type\" = 'JDBC' and \"script\" like 'io.fluvius.%%'"
                            .formatted(domain.getConfiguration().getTable()));
        }
    }

    private void apply(Flyway flyway) {
        requireKnownMigrations(flyway.getConfiguration().getTable(), flyway.info());
        try {
            flyway.migrate();
        } catch (FlywayException failure) {
            throw new StartupRefusedException(
                    "The database cannot be migrated. "
                            + String.valueOf(failure.getMessage()).strip(),
                    DatabaseTrouble.of(failure).remedy(),
                    failure);
        }
    }

    /** @throws StartupRefusedException when a newer version has migrated the database */
    private void requireKnownMigrations(String table, MigrationInfoService migrations) {
        for (MigrationInfo applied : migrations.applied()) {
            if (NEWER.contains(applied.getState())) {
                throw new StartupRefusedException(
                        "A newer version has migrated the database: %s contains migration %s, and Fluvius %s knows migrations up to %s."
                                .formatted(table, applied.getVersion(), version, latestKnown(migrations)),
                        "Start the newer version, or restore a backup from before the upgrade.");
            }
        }
    }

    private static String latestKnown(MigrationInfoService migrations) {
        return Stream.of(migrations.all())
                .filter(migration -> !NEWER.contains(migration.getState()) && migration.getVersion() != null)
                .map(migration -> migration.getVersion())
                .max(Comparator.naturalOrder())
                .map(MigrationVersion::getVersion)
                .orElse("none");
    }

    /** Flyway warns of a location that does not exist. */
    private static boolean hasMigrations(String folder) {
        try {
            return new PathMatchingResourcePatternResolver().getResources("classpath*:" + folder + "/*").length > 0;
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Cannot look for migrations in " + folder, unreadable);
        }
    }

    private static String vendor(DataSource database) {
        try {
            return DatabaseDriver.fromJdbcUrl(JdbcUtils.extractDatabaseMetaData(database, DatabaseMetaData::getURL))
                    .getId();
        } catch (MetaDataAccessException unreachable) {
            throw new IllegalStateException("Cannot find out which database is in use", unreachable);
        }
    }
}
