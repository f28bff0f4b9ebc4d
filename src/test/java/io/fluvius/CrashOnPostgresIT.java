package io.fluvius;

import java.util.HashMap;
import java.util.Map;

class CrashOnPostgresIT extends CrashJourney {

    private final Map<String, String> settings = new HashMap<>();

    CrashOnPostgresIT() {
        for (String setting : TestDatabases.freshPostgres()) {
            settings.put(setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
        }
        settings.put("spring.profiles.active", "postgres");
        // so that the test need not wait until the killed process's claims run out
        settings.put("fluvius.node.node-id", "crash-test");
    }

    @Override
    Map<String, String> settings() {
        return settings;
    }

    @Override
    String url() {
        return settings.get("FLUVIUS_DB_URL");
    }

    @Override
    String username() {
        return settings.get("FLUVIUS_DB_USERNAME");
    }
}
