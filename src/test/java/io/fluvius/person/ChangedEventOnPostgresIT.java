package io.fluvius.person;

import io.fluvius.FluviusApplication;
import io.fluvius.environment.OnPostgres;

@OnPostgres(classes = {FluviusApplication.class, PersonDomain.class})
class ChangedEventOnPostgresIT extends ChangedEventJourney {}
