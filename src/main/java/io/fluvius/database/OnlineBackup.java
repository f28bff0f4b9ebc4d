package io.fluvius.database;

import java.nio.file.Path;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;

/** Backs up the database while it is in use. Only H2 can do so by a statement. */
public final class OnlineBackup {

    private final DSLContext dsl;

    OnlineBackup(DSLContext dsl) {
        this.dsl = dsl;
    }

    /** Whether {@link #writeTo} works. */
    public boolean isSupported() {
        return dsl.dialect().family() == SQLDialect.H2;
    }

    /**
     * Writes the database file as it is at one moment into a new ZIP file. Nothing is written to the database meanwhile; reads
     * go on.
     */
    public void writeTo(Path file) {
        dsl.execute("backup to '" + file.toString().replace("'", "''") + "'");
    }
}
