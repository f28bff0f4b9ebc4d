package io.fluvius.eventstore;

import io.fluvius.database.StoreSetting;
import io.fluvius.eventstore.log.EventLog;
import io.fluvius.personal.PersonalDataMode;
import io.fluvius.problem.ProblemException;
import io.fluvius.problem.StartupRefusedException;
import org.jooq.DSLContext;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Keeps in the store how it contains personal data, from its first start on, and refuses to start with another mode: some
 * events would be in clear, and others could not be read. A store with events of an earlier version is plain.
 */
final class StoreModeCheck implements SmartInitializingSingleton {

    private final PersonalDataMode mode;
    private final EventLog log;
    private final StoreSetting setting;

    StoreModeCheck(PersonalDataMode mode, EventLog log, DSLContext dsl) {
        this.mode = mode;
        this.log = log;
        this.setting = new StoreSetting(dsl, "personal-data");
    }

    @Override
    public void afterSingletonsInstantiated() {
        if (setting.find().isEmpty()) {
            setting.decide(initial().text());
        }
        String stored = setting.find().orElseThrow();
        if (!mode.text().equals(stored)) {
            throw new StartupRefusedException(
                    "The store contains personal data " + stored + ", but fluvius.personal-data is " + mode.text()
                            + ".",
                    "Set fluvius.personal-data=" + stored
                            + ", or convert the store: export its log, and import it into a new store that is started with "
                            + mode.text() + ".");
        }
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
