package io.fluvius.personal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.crypto.SecretKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AesTest {

    private static final int THREADS = 16;
    private static final int VALUES = 500;
    private static final int NONCE_CHARACTERS = 16;

    private final SecretKey key = Aes.newKey();

    @Test
    void no_nonce_is_used_twice_however_many_threads_encrypt() throws Exception {
        List<String> encrypted = onManyThreads((thread, value) -> Aes.encrypt(key, "context", bytes("same")));

        assertThat(encrypted.stream().map(text -> text.substring(0, NONCE_CHARACTERS)))
                .hasSize(THREADS * VALUES)
                .doesNotHaveDuplicates();
    }

    @Test
    void threads_with_different_keys_do_not_disturb_each_other() throws Exception {
        List<SecretKey> keys =
                IntStream.range(0, THREADS).mapToObj(thread -> Aes.newKey()).toList();

        List<String> decrypted = onManyThreads((thread, value) -> {
            String text = thread + "/" + value;
            return text(Aes.decrypt(keys.get(thread), text, Aes.encrypt(keys.get(thread), text, bytes(text))));
        });

        assertThat(decrypted)
                .containsExactlyElementsOf(IntStream.range(0, THREADS * VALUES)
                        .mapToObj(number -> number / VALUES + "/" + number % VALUES)
                        .toList());
    }

    @Test
    void a_text_under_another_key_or_in_another_context_is_refused_and_the_next_one_is_decrypted() {
        String encrypted = Aes.encrypt(key, "here", bytes("text"));

        assertThatThrownBy(() -> Aes.decrypt(Aes.newKey(), "here", encrypted))
                .isInstanceOf(Aes.TamperedException.class);
        assertThatThrownBy(() -> Aes.decrypt(key, "there", encrypted)).isInstanceOf(Aes.TamperedException.class);
        assertThat(text(Aes.decrypt(key, "here", encrypted))).isEqualTo("text");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 11, 12, 13, 27, 28, 31})
    void a_cut_text_is_refused(int length) {
        byte[] whole = Base64.getDecoder().decode(Aes.encrypt(key, "here", bytes("text")));
        byte[] cut = new byte[length];
        System.arraycopy(whole, 0, cut, 0, length);

        assertThatThrownBy(() -> Aes.decrypt(key, "here", Base64.getEncoder().encodeToString(cut)))
                .isInstanceOf(Aes.TamperedException.class);
    }

    private interface Work {
        String of(int thread, int value);
    }

    private static List<String> onManyThreads(Work work) throws Exception {
        List<Callable<List<String>>> tasks = new ArrayList<>();
        for (int number = 0; number < THREADS; number++) {
            int thread = number;
            tasks.add(() -> IntStream.range(0, VALUES)
                    .mapToObj(value -> work.of(thread, value))
                    .toList());
        }
        List<String> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            for (Future<List<String>> result : threads.invokeAll(tasks)) {
                results.addAll(result.get());
            }
        }
        return results;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
