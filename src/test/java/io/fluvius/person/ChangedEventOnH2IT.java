package io.fluvius.person;

import io.fluvius.FluviusApplication;
import io.fluvius.environment.OnH2;

@OnH2(classes = {FluviusApplication.class, PersonDomain.class})
class ChangedEventOnH2IT extends ChangedEventJourney {}
