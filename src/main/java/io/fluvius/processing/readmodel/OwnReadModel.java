package io.fluvius.processing.readmodel;

import io.fluvius.domain.ReadModel;
import java.util.Arrays;
import java.util.Optional;
import org.axonframework.config.ProcessingGroup;
import org.springframework.util.ClassUtils;

/** Recognizes the classes of read models that are no views: those with a processing group and without a {@link ReadModel}. */
final class OwnReadModel {

    private OwnReadModel() {}

    /** Returns the processing group of a class that maintains or queries such a read model. */
    static Optional<String> processingGroup(Class<?> type) {
        Class<?> declared = ClassUtils.getUserClass(type);
        ProcessingGroup group = declared.getAnnotation(ProcessingGroup.class);
        return group == null || maintainsView(declared) ? Optional.empty() : Optional.of(group.value());
    }

    static boolean maintainsView(Class<?> type) {
        return Arrays.stream(ClassUtils.getUserClass(type).getDeclaredMethods())
                .flatMap(method -> Arrays.stream(method.getParameterTypes()))
                .anyMatch(parameter -> parameter == ReadModel.class);
    }
}
