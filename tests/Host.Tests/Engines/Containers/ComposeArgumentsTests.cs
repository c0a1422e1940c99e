using AiSandbox.Host.Engines.Containers;
using Host.Tests.Model.Settings;

namespace Host.Tests.Engines.Containers;

public sealed class ComposeArgumentsTests
{
    [Test]
    public void Should_add_the_worktrees_file_only_where_there_is_one_and_never_to_another_file()
    {
        using var temp = new TempCheckout();
        var checkout = temp.Checkout;
        ComposeArguments.Of(checkout).Count(word => word == "--file").ShouldBe(1);
        Directory.CreateDirectory(checkout.Configs);
        File.WriteAllText(checkout.WorktreeCompose, "services: {}\n");

        ComposeArguments.Of(checkout).ShouldContain(checkout.WorktreeCompose);
        ComposeArguments.Of(checkout, "other.yaml").ShouldNotContain(checkout.WorktreeCompose);
    }
}
