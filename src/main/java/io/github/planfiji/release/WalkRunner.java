package io.github.planfiji.release;

import java.io.IOException;
import java.util.List;

/** Makes the images of walks. */
interface WalkRunner {

    /**
     * @return the images of all jobs' steps in their order; the same for the same jobs
     */
    List<Candidate> run(List<WalkJob> jobs) throws IOException;
}
