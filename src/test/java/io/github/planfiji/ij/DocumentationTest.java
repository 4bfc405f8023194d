package io.github.planfiji.ij;

import static org.assertj.core.api.Assertions.assertThat;

import groovy.lang.GroovyShell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.ModuleService;

/** The README and the pages of docs say what is so: links, macro lines, keys, file names. */
class DocumentationTest {

    private static final Pattern ENTRY =
            Pattern.compile("[^#,]+, \"(PLAN [^\"]+)\", [\\w.]+\\(\"([\\w.]+)\"\\)");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)]+)\\)");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```");
    private static final Pattern RUN =
            Pattern.compile("run\\(\"(PLAN [^\"]+)\"(?:, \"([^\"]*)\")?\\)");
    private static final Pattern SCRIPT = Pattern.compile("scripts/[\\w.-]+\\.\\w+");
    private static final Pattern OPTION = Pattern.compile(" (--[\\w-]+)");
    private static final Pattern KEY = Pattern.compile(" (\\w+)=");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\|");

    private static Context context;

    /** By menu label. */
    private static Map<String, CommandInfo> commands;

    @BeforeAll
    static void start() throws IOException {
        context = new Context();
        CommandService service = context.service(CommandService.class);
        commands = new LinkedHashMap<>();
        for (String line : Files.readAllLines(Path.of("plugins.config"))) {
            Matcher entry = ENTRY.matcher(line);
            if (entry.matches()) commands.put(entry.group(1), service.getCommand(entry.group(2)));
        }
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    @Test
    void linksLeadSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path page : pages())
            for (String link : all(LINK, Files.readString(page))) {
                if (link.matches("https?://\\S+")) continue;
                String[] parts = link.split("#", 2);
                Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
                if (!Files.exists(target)) broken.add(page + ": " + link);
                else if (parts.length == 2 && !anchors(target).contains(parts[1]))
                    broken.add(page + ": " + link);
            }
        assertThat(broken).isEmpty();
    }

    @Test
    void everyPictureIsUsed() throws IOException {
        String text = "";
        for (Path page : pages()) text += Files.readString(page);
        try (Stream<Path> pictures = Files.list(Path.of("docs/images"))) {
            assertThat(pictures.map(file -> "images/" + file.getFileName()))
                    .allMatch(text::contains);
        }
    }

    @Test
    void everyCommandHasAPageWithItsKeys() throws IOException {
        assertThat(commands).isNotEmpty();
        for (Map.Entry<String, CommandInfo> command : commands.entrySet()) {
            Path page = Path.of("docs", HelpText.page(command.getKey()));
            assertThat(page).exists();
            String text = Files.readString(page);
            assertThat(text).startsWith("# " + command.getKey() + "\n");
            assertThat(text).as("figure and macro line").contains("![", "```ijm");
            assertThat(all(ROW, text))
                    .as(page.toString())
                    .containsExactlyInAnyOrderElementsOf(keys(command.getValue()));
            assertThat(Files.readString(Path.of("docs/README.md")))
                    .contains("[" + command.getKey() + "](" + page.getFileName() + ")");
        }
    }

    @Test
    void macroLinesNameCommandsAndTheirKeys() throws IOException {
        List<String> texts = new ArrayList<>();
        for (Path page : pages())
            for (MatchResult block : BLOCK.matcher(Files.readString(page)).results().toList())
                if (block.group(1).equals("ijm")) texts.add(block.group(2));
        try (Stream<Path> scripts = Files.list(Path.of("scripts"))) {
            for (Path script : scripts.filter(f -> f.toString().endsWith(".ijm")).toList())
                texts.add(Files.readString(script));
        }
        int lines = 0;
        for (String text : texts)
            for (MatchResult run : RUN.matcher(text).results().toList()) {
                lines++;
                assertThat(commands).containsKey(run.group(1));
                String options = run.group(2) == null ? "" : run.group(2);
                assertThat(keys(commands.get(run.group(1))))
                        .as(run.group())
                        .containsAll(MacroOptions.parse(options).keySet());
            }
        assertThat(lines).isGreaterThan(10);
    }

    @Test
    void groovyLinesCompile() throws IOException {
        for (Path page : pages())
            for (MatchResult block : BLOCK.matcher(Files.readString(page)).results().toList())
                if (block.group(1).equals("groovy"))
                    new GroovyShell().parse(block.group(2).replaceAll("(?m)^#@.*$", ""));
    }

    /** Options and keys of a line that starts a script stand in the script itself. */
    @Test
    void shellLinesNameOptionsOfTheirScripts() throws IOException {
        int lines = 0;
        for (Path page : pages())
            for (MatchResult block : BLOCK.matcher(Files.readString(page)).results().toList()) {
                assertThat(block.group(1)).as("%s", page).isIn("", "bash", "ijm", "groovy", "text");
                if (!block.group(1).isEmpty() && !block.group(1).equals("bash")) continue;
                for (String line : block.group(2).lines().toList()) {
                    List<String> scripts = all(SCRIPT, line);
                    if (scripts.isEmpty()) continue;
                    lines++;
                    String text = Files.readString(Path.of(scripts.get(scripts.size() - 1)));
                    for (String option : all(OPTION, line))
                        assertThat(text).as(line).containsPattern("[\"' ]" + option + "[\"' )]");
                    for (String key : all(KEY, line))
                        assertThat(text).as(line).containsPattern("(?m)^#@.* " + key + "$");
                }
            }
        assertThat(lines).isGreaterThan(3);
    }

    @Test
    void namedScriptsExist() throws IOException {
        for (Path page : pages())
            for (String script : all(SCRIPT, Files.readString(page)))
                assertThat(Path.of(script)).exists();
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.list(Path.of("docs"))) {
            return Stream.concat(
                            Stream.of(Path.of("README.md")),
                            docs.filter(file -> file.toString().endsWith(".md")))
                    .toList();
        }
    }

    private static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(match -> match.groupCount() == 0 ? match.group() : match.group(1))
                .toList();
    }

    /** The anchors of a page's headings, as GitHub makes them. */
    private static Set<String> anchors(Path page) throws IOException {
        return Files.readAllLines(page).stream()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
                .map(title -> title.replaceAll("[^\\w -]", "").replace(' ', '-'))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> keys(CommandInfo command) {
        return CommandInput.of(context.service(ModuleService.class).createModule(command)).stream()
                .map(CommandInput::key)
                .toList();
    }
}
