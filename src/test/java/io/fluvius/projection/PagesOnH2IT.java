package io.fluvius.projection;

import io.fluvius.FluviusApplication;
import io.fluvius.environment.OnH2;

@OnH2(
        classes = {FluviusApplication.class, SpecimenDomain.class},
        properties =
                "spring.flyway.locations=classpath:db/migration,classpath:db/vendor/{vendor},classpath:db/specimen")
class PagesOnH2IT extends PagesContract {}
