package io.fluvius.bench.query;

import io.fluvius.bench.Application;
import io.fluvius.bench.Contender;
import io.fluvius.bench.Database;
import io.fluvius.bench.Measurements;
import io.fluvius.bench.Postgres;
import io.fluvius.bench.Scale;
import io.fluvius.bench.Scenario;
import io.fluvius.bench.Variant;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The pages of W5, in process, of Fluvius with different settings. */
public final class PageVariants {

    private PageVariants() {}

    /** Measures variants that have a table of the same users each. */
    public static Measurements measure(Postgres postgres, List<Variant> variants, Scale scale) throws Exception {
        List<Application> applications = new ArrayList<>();
        try {
            Map<String, List<Contender>> pages = new LinkedHashMap<>();
            for (Variant variant : variants) {
                Database database = variant.in(postgres::create);
                Application application = Application.start(database.settings());
                applications.add(application);
                try (Connection connection = database.connect()) {
                    UserTable.fill(connection, scale.rows());
                }
                add(new Subject(application), variant, pages);
            }
            List<Scenario> scenarios = new ArrayList<>();
            pages.forEach((name, contenders) -> scenarios.add(new Scenario(name, contenders)));
            return Measurements.of(scenarios, QueryWorkload.LOAD, scale.rounds());
        } finally {
            applications.forEach(Application::close);
        }
    }

    private static void add(Subject subject, Variant variant, Map<String, List<Contender>> pages) {
        for (UserList list : UserList.values()) {
            subject.pages(list)
                    .forEach((name, page) -> pages.computeIfAbsent(name, none -> new ArrayList<>())
                            .add(new Contender(variant.name(), () -> subject.page(page))));
        }
    }
}
