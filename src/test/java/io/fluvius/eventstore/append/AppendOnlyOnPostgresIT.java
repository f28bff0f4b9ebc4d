package io.fluvius.eventstore.append;

import io.fluvius.environment.DatabaseOnly;
import io.fluvius.environment.OnPostgres;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

@OnPostgres(classes = DatabaseOnly.class, webEnvironment = WebEnvironment.NONE)
class AppendOnlyOnPostgresIT extends AppendOnlyContract {

    @Override
    String truncationRefused() {
        return "Events are only appended: truncate is refused";
    }
}
