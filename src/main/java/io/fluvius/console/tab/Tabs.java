package io.fluvius.console.tab;

import io.fluvius.domain.registry.RegisteredView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.stereotype.Service;

/**
 * The tabs of all views: the templates {@code templates/console/tab/<resource>/<name>.html} on the class path, which are found when
 * the application starts. Safe for use by many threads.
 */
@Service
public class Tabs {

    private static final String TEMPLATES = "classpath*:/templates/console/tab/*/*.html";
    private static final Pattern TEMPLATE = Pattern.compile("([\\w-]+)/([\\w-]+)\\.html$");

    private final Map<String, List<String>> names = new TreeMap<>();

    Tabs(ResourcePatternResolver resources) throws IOException {
        for (Resource resource : resources.getResources(TEMPLATES)) {
            Matcher template = TEMPLATE.matcher(resource.getURL().toString());
            if (template.find()) {
                names.computeIfAbsent(template.group(1), it -> new ArrayList<>())
                        .add(template.group(2));
            }
        }
        names.values().forEach(list -> list.sort(null));
    }

    /** The names of the tabs of a view, in their order. */
    public List<String> of(RegisteredView view) {
        return names.getOrDefault(view.resource(), List.of());
    }
}
