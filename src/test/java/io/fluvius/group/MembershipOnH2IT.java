package io.fluvius.group;

import io.fluvius.environment.OnH2;

@OnH2
class MembershipOnH2IT extends MembershipJourney {}
