package io.fluvius.http;

import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationPredicate;
import org.springframework.http.server.observation.DefaultServerRequestObservationConvention;
import org.springframework.http.server.observation.ServerRequestObservationContext;

/**
 * What is measured of a request, and what its span has: its method, route, and status, and not the URL, which contains
 * identifiers. Requests of those who monitor are not measured.
 */
final class RequestObservation extends DefaultServerRequestObservationConvention implements ObservationPredicate {

    @Override
    public KeyValues getHighCardinalityKeyValues(ServerRequestObservationContext context) {
        return KeyValues.empty();
    }

    @Override
    public boolean test(String name, Observation.Context context) {
        return !(context instanceof ServerRequestObservationContext request)
                || request.getCarrier() == null
                || !request.getCarrier().getRequestURI().startsWith("/actuator");
    }
}
