using AiSandbox.Host.Engines.Containers;
using Host.Tests.Model.Settings;

namespace Host.Tests.Engines.Containers;

public sealed class ComposeArgumentsTests
{
    [Test]
    public void Should_add_a_rendered_file_only_where_there_is_one_and_never_to_another_file()
    {
        using var temp = new TempCheckout();
        var checkout = temp.Checkout;
        ComposeArguments.Of(checkout).Count(word => word == "--file").ShouldBe(1);
        Directory.CreateDirectory(checkout.Configs);
        foreach (var file in new[] { checkout.WorktreeCompose, checkout.MountsCompose })
        {
            File.WriteAllText(file, "services: {}\n");

            ComposeArguments.Of(checkout).ShouldContain(file);
            ComposeArguments.Of(checkout, "other.yaml").ShouldNotContain(file);
        }
    }
}
