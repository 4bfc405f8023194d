package io.github.planfiji.ksame;

/** What certificates name as their maker. */
final class Version {

    static final String TOOL = tool();

    private Version() {}

    private static String tool() {
        // from the jar's manifest; missing when run from class files
        String version = Version.class.getPackage().getImplementationVersion();
        return "PLAN for Fiji " + (version == null ? "(development)" : version);
    }
}
