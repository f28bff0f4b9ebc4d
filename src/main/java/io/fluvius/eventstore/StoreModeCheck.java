package io.fluvius.eventstore;

import io.fluvius.eventstore.log.EventLog;
import io.fluvius.personal.PersonalDataMode;
import io.fluvius.problem.ProblemException;
import io.fluvius.problem.StartupRefusedException;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Keeps in the store how it contains personal data, from its first start on, and refuses to start with another mode: some
 * events would be in clear, and others could not be read. A store with events of an earlier version is plain.
 */
final class StoreModeCheck implements SmartInitializingSingleton {

    private static final Table<Record> SETTINGS = DSL.table(DSL.name("store_setting"));
    private static final Field<String> NAME = DSL.field(DSL.name("store_setting", "name"), SQLDataType.VARCHAR);
    private static final Field<String> CONTENT = DSL.field(DSL.name("store_setting", "content"), SQLDataType.VARCHAR);
    private static final String SETTING = "personal-data";

    private final PersonalDataMode mode;
    private final EventLog log;
    private final DSLContext dsl;

    StoreModeCheck(PersonalDataMode mode, EventLog log, DSLContext dsl) {
        this.mode = mode;
        this.log = log;
        this.dsl = dsl;
    }

    @Override
    public void afterSingletonsInstantiated() {
        String stored = stored();
        if (stored == null) {
            dsl.insertInto(SETTINGS, NAME, CONTENT)
                    .values(SETTING, initial().text())
                    .onConflict(NAME)
                    .doNothing()
                    .execute();
            stored = stored();
        }
        if (!mode.text().equals(stored)) {
            throw new StartupRefusedException(
                    "The store contains personal data " + stored + ", but fluvius.personal-data is " + mode.text()
                            + ".",
                    "Set fluvius.personal-data=" + stored
                            + ", or convert the store: export its log, and import it into a new store that is started with "
                            + mode.text() + ".");
        }
    }

    private @Nullable String stored() {
        return dsl.select(CONTENT).from(SETTINGS).where(NAME.eq(SETTING)).fetchOne(CONTENT);
    }

    private PersonalDataMode initial() {
        if (mode == PersonalDataMode.PLAIN) {
            return mode;
        }
        try {
            return log.head() < 0 ? mode : PersonalDataMode.PLAIN;
        } catch (ProblemException unreachable) {
            throw new StartupRefusedException(
                    "A store is to be made, but the event store cannot be reached.",
                    "Start the event store before the application.",
                    unreachable);
        }
    }
}
