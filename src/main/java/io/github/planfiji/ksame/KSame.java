package io.github.planfiji.ksame;

import io.github.planfiji.run.Progress;
import io.github.planfiji.run.Seed;
import io.github.planfiji.run.UserException;
import java.util.List;

/**
 * k-same anonymisation of images given as codes.
 *
 * <pre>{@code
 * KSameSources sources = KSameSources.of(set, latents, modelHash);
 * KSameResult result = KSame.run(KSameOptions.of(10), sources, Progress.SILENT);
 * CertificateFile.write(released.resolve("certificate.json"), result.certificate());
 * MembershipFile.write(kept.resolve("membership.csv"), result.membership()); // private
 * }</pre>
 */
public final class KSame {

    private KSame() {}

    /**
     * Groups the patients, makes the points, certifies and checks them. The same options and images
     * give the same points, whatever the order and the names of the images and patients.
     *
     * @throws UserException if a class has fewer than k patients, or patients have images of
     *     several classes and the options refuse that
     * @throws io.github.planfiji.run.CanceledException if the user asked to stop
     */
    public static KSameResult run(KSameOptions options, KSameSources sources, Progress progress) {
        List<MemberGroup> groups = new Grouping(options, progress).of(sources);
        List<KSamePoint> points =
                options.method().points(groups, sources, new Seed(options.seed()), progress);
        Certifier certifier = new Certifier(sources, groups);
        Membership membership = certifier.membership();
        Certificate certificate = certifier.certificate(options, membership, points.size());
        CertificateChecker.check(certificate, points, membership, sources).requireSound();
        return new KSameResult(points, certificate, membership);
    }
}
