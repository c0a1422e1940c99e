using AiSandbox.Host.Features.Review.Facts;

namespace Host.Tests.Features.Review.Facts;

public sealed class PackageFactsTests
{
    [Test]
    public void Should_read_what_runs_and_leave_out_the_rest() =>
        PackageFacts.Read("""{"name":"a","version":"2","scripts":{"test":"jest","postinstall":"node x.js"},"dependencies":{"b":"1"},"packageManager":"pnpm@9"}""")
            .ShouldBe(["scripts.test = jest", "scripts.postinstall = node x.js", "packageManager = pnpm@9"]);

    [Test]
    public void Should_read_composers_lists() =>
        PackageFacts.Read("""{"scripts":{"post-install-cmd":["a","b"]}}""").ShouldBe(["""scripts.post-install-cmd = ["a","b"]"""]);

    [TestCase("{")]
    [TestCase("[]")]
    [TestCase("""{"scripts":{"a":"\ud800"}}""")]
    public void Should_read_nothing_when_it_is_not_what_its_name_says(string text) => PackageFacts.Read(text).ShouldBeNull();
}
