package io.fluvius;

import java.util.Map;

class CrashOnH2IT extends CrashJourney {

    @Override
    Map<String, String> settings() {
        return Map.of("fluvius.data-dir", folder.toString());
    }

    @Override
    String url() {
        return "jdbc:h2:file:" + folder + "/fluvius;DATABASE_TO_LOWER=TRUE;IFEXISTS=TRUE";
    }

    @Override
    String username() {
        return "fluvius";
    }
}
