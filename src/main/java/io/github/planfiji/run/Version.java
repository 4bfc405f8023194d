package io.github.planfiji.run;

/** What results name as their maker. */
public final class Version {

    /** Name and version of this tool, from the jar's manifest; "(development)" from class files. */
    public static final String TOOL = tool();

    private Version() {}

    private static String tool() {
        String version = Version.class.getPackage().getImplementationVersion();
        return "PLAN for Fiji " + (version == null ? "(development)" : version);
    }
}
