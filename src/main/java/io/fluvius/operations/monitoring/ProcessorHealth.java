package io.fluvius.operations.monitoring;

import io.fluvius.processing.SurveyedProcessor;
import io.fluvius.processing.SurveyedProcessor.Claim;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Up while nodes process all segments of all processors, and none is far behind. A segment may be without a node for twice the
 * time after which a claim expires: while another node takes it over, the nodes that are left must go on serving.
 */
final class ProcessorHealth implements HealthIndicator {

    private final Sampler sampler;
    private final long maxLag;
    private final Duration maxUntouched;

    ProcessorHealth(Sampler sampler, long maxLag, Duration claimTimeout) {
        this.sampler = sampler;
        this.maxLag = maxLag;
        this.maxUntouched = claimTimeout.multipliedBy(2);
    }

    @Override
    public Health health() {
        try {
            return health(sampler.current().processors());
        } catch (TimeoutException | ExecutionException unknown) {
            return Health.unknown()
                    .withDetail("cause", "the store does not answer")
                    .build();
        }
    }

    private Health health(List<SurveyedProcessor> processors) {
        Health.Builder health = Health.up();
        for (SurveyedProcessor processor : processors) {
            List<String> faults = faults(processor);
            if (!faults.isEmpty()) {
                health.outOfService();
            }
            health.withDetail(processor.name(), details(processor, faults));
        }
        return health.build();
    }

    private List<String> faults(SurveyedProcessor processor) {
        List<String> faults = new ArrayList<>();
        if (processor.segments().isEmpty()) {
            faults.add("it has not started yet");
        }
        processor.segments().stream()
                .filter(segment -> segment.untouched().compareTo(maxUntouched) > 0)
                .forEach(segment -> faults.add("no node processes segment " + segment.id()));
        if (processor.lag() > maxLag) {
            faults.add("it has yet to read more than " + maxLag + " events");
        }
        return faults;
    }

    private static Map<String, Object> details(SurveyedProcessor processor, List<String> faults) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("segments", processor.segments().size());
        details.put("here", processor.count(Claim.HERE));
        details.put("elsewhere", processor.count(Claim.ELSEWHERE));
        details.put("unclaimed", processor.count(Claim.UNCLAIMED));
        details.put("lag", processor.lag());
        details.put("secondsBehind", processor.oldest().toMillis() / 1000.0);
        details.put("deadLetters", processor.deadLetters());
        if (!faults.isEmpty()) {
            details.put("faults", faults);
        }
        return details;
    }
}
