package io.github.planfiji.trust;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Private texts, such as patient ids and file names, found in whatever form a text holds them. */
final class Canaries {

    private static final Pattern PATH =
            Pattern.compile(
                    "(?<![\\w/.])(/(home|Users|root|tmp|var|mnt|media|work|private|data)/[^\\s\"'<>]+|[A-Za-z]:\\\\\\\\?\\w[^\\s\"'<>]*)");
    private static final Pattern ESCAPE =
            Pattern.compile("\\\\u([0-9a-fA-F]{4})|&#(\\d{1,6});|&#x([0-9a-fA-F]{1,5});");

    /**
     * One canary.
     *
     * @param folded as texts are compared
     * @param word the same as a word of its own
     * @param codes its hashes and base 64
     */
    private record Canary(String text, String folded, Pattern word, List<String> codes) {
        boolean isIn(String plain, String text, String lower) {
            // the word's pattern is slow
            return plain.contains(folded) && word.matcher(plain).find()
                    || codes.stream().anyMatch(code -> text.contains(code) || lower.contains(code));
        }
    }

    private final List<Canary> all = new ArrayList<>();

    /**
     * @param text at least 3 characters; found as a word of its own, in any case, and as its hash
     *     or in base 64
     */
    void add(String text) {
        if (text.length() < 3) throw new IllegalArgumentException(text + " is found everywhere");
        String folded = fold(text);
        Pattern word =
                Pattern.compile(
                        "(?<![\\p{L}\\p{N}])" + Pattern.quote(folded) + "(?![\\p{L}\\p{N}])");
        all.add(new Canary(text, folded, word, codes(text.getBytes(StandardCharsets.UTF_8))));
    }

    private static List<String> codes(byte[] text) {
        List<String> codes = new ArrayList<>();
        for (String algorithm : List.of("MD5", "SHA-1", "SHA-256"))
            try {
                codes.add(
                        HexFormat.of()
                                .formatHex(MessageDigest.getInstance(algorithm).digest(text)));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        // short ones are found by chance
        if (text.length >= 9) codes.add(inBase64(text));
        return codes;
    }

    private static String inBase64(byte[] text) {
        return Base64.getEncoder().encodeToString(text).substring(0, text.length / 3 * 4);
    }

    /** The first of these texts that another one holds. */
    Optional<String> findIn(String text) {
        String plain = fold(unescape(text));
        String lower = text.toLowerCase(Locale.ROOT);
        return all.stream().filter(c -> c.isIn(plain, text, lower)).map(Canary::text).findFirst();
    }

    /** The first absolute path in a text. */
    static Optional<String> absolutePathIn(String text) {
        return PATH.matcher(unescape(text)).results().map(r -> r.group(1)).findFirst();
    }

    private static String fold(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }

    /** Undoes what JSON, HTML and XML write for characters, and %20 of addresses. */
    private static String unescape(String text) {
        String plain = text.replace("%20", " ").replace("&amp;", "&").replace("\\/", "/");
        if (plain.indexOf('\\') < 0 && plain.indexOf('&') < 0) return plain;
        return ESCAPE.matcher(plain)
                .replaceAll(
                        found -> {
                            int radix = found.group(2) == null ? 16 : 10;
                            String digits =
                                    found.group(1) != null
                                            ? found.group(1)
                                            : found.group(2) != null
                                                    ? found.group(2)
                                                    : found.group(3);
                            String character =
                                    Character.toString(
                                            Math.min(
                                                    Integer.parseInt(digits, radix),
                                                    Character.MAX_CODE_POINT));
                            return java.util.regex.Matcher.quoteReplacement(character);
                        });
    }
}
