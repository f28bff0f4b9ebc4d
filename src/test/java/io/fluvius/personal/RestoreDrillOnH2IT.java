package io.fluvius.personal;

import io.fluvius.environment.TestDatabases;
import io.fluvius.environment.Unzipped;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.h2.mvstore.MVStoreTool;
import org.springframework.util.FileSystemUtils;

class RestoreDrillOnH2IT extends RestoreDrillJourney {

    private final List<String> settings = List.of(TestDatabases.freshH2());
    private final Path data = TestDatabases.folder(settings.toArray(String[]::new));

    @Override
    List<String> settings() {
        return settings;
    }

    @Override
    Path files() {
        return data;
    }

    @Override
    void backUp(TracedNode node) {
        node.request("POST", "/api/operations/backup")
                .json("{\"to\": \"before.zip\"}")
                .exchange()
                .is(200);
    }

    @Override
    void compact() {
        MVStoreTool.main("-compact", data.resolve("fluvius.mv.db").toString());
    }

    @Override
    void restore() throws IOException {
        FileSystemUtils.deleteRecursively(data);
        Unzipped.into(data, folder().resolve("backups/before.zip"));
    }
}
