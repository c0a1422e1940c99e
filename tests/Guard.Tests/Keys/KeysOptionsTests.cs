using AiSandbox.Guard.Configuration;
using AiSandbox.Guard.Keys;

namespace Guard.Tests.Keys;

public sealed class KeysOptionsTests
{
    [Test]
    public void Should_read_each_word()
    {
        var options = KeysOptions.Parse(["bind=pinned", "pass=11,13", "namespace=git"]);

        options.Pass.ShouldBe([(byte)11, (byte)13]);
        (options.Namespace, options.IsBound).ShouldBe(("git", true));
        KeysOptions.Parse(["pass=1", "namespace=*", "bind=none"]).IsBound.ShouldBeFalse();
    }

    [TestCase("")]
    [TestCase("pass=11 namespace=git")]
    [TestCase("pass=11 namespace=git bind=pinned more=1")]
    [TestCase("pass=11 pass=12 bind=pinned")]
    [TestCase("pass=11 namespace= bind=pinned")]
    [TestCase("pass=11,x namespace=git bind=pinned")]
    [TestCase("pass=300 namespace=git bind=pinned")]
    [TestCase("pass=11 namespace=git bind=maybe")]
    public void Should_refuse_to_start_when_a_word_is_missing_or_unknown(string words) =>
        Should.Throw<ConfigurationException>(() => KeysOptions.Parse(words.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
}
