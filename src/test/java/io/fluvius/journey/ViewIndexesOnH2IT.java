package io.fluvius.journey;

import io.fluvius.environment.DatabaseOnly;
import io.fluvius.environment.OnH2;
import java.util.List;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

@OnH2(classes = DatabaseOnly.class, webEnvironment = WebEnvironment.NONE)
class ViewIndexesOnH2IT extends ViewIndexesJourney {

    @Override
    List<String> wanted() {
        return List.of("library_view[title, id]", "library_view[due_on, id]", "library_view[version, id]");
    }
}
