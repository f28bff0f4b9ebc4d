package io.fluvius.http.request;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.server.PathContainer;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** The methods that a URL supports, from the routes of the controllers and of the actuator. The only source of the header {@code Allow}. */
public final class AllowedMethods {

    /** What URLs without a controller support: they are files. */
    private static final String OF_FILES = "GET, HEAD, OPTIONS";

    private static final List<RequestMethod> ORDER = List.of(
            RequestMethod.GET,
            RequestMethod.HEAD,
            RequestMethod.POST,
            RequestMethod.PUT,
            RequestMethod.PATCH,
            RequestMethod.DELETE,
            RequestMethod.OPTIONS);

    private final ObjectProvider<RequestMappingInfoHandlerMapping> routes;

    public AllowedMethods(ObjectProvider<RequestMappingInfoHandlerMapping> routes) {
        this.routes = routes;
    }

    /** Whether a controller has this path. */
    public boolean isRoute(String path) {
        return !ofControllers(path).isEmpty();
    }

    /** The value of the header for a path. */
    public String header(String path) {
        Set<RequestMethod> methods = ofControllers(path);
        if (methods.isEmpty()) {
            return OF_FILES;
        }
        if (methods.contains(RequestMethod.GET)) {
            methods.add(RequestMethod.HEAD);
        }
        methods.add(RequestMethod.OPTIONS);
        return String.join(
                ", ", ORDER.stream().filter(methods::contains).map(Enum::name).toList());
    }

    private Set<RequestMethod> ofControllers(String path) {
        PathContainer parsed = PathContainer.parsePath(path);
        Set<RequestMethod> methods = new LinkedHashSet<>();
        routes.stream()
                .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
                .filter(route -> matches(route, parsed))
                .forEach(route -> methods.addAll(route.getMethodsCondition().getMethods()));
        return methods;
    }

    private static boolean matches(RequestMappingInfo route, PathContainer path) {
        return Stream.ofNullable(route.getPathPatternsCondition())
                .flatMap(condition -> condition.getPatterns().stream())
                .anyMatch(pattern -> pattern.matches(path));
    }
}
