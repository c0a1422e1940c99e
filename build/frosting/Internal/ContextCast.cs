using System.Diagnostics.CodeAnalysis;
using Cake.Core;

namespace Cake.Frosting.Internal;

/// <summary>Turns the context that the engine knows into the one that a task or teardown is written for.</summary>
internal static class ContextCast
{
    public static T As<T>([NotNull] this ICakeContext? context)
        where T : ICakeContext
    {
        ArgumentNullException.ThrowIfNull(context);

        return context is T typed ? typed : throw Mismatch(typeof(T), context);
    }

    public static FrostingException Mismatch(Type wanted, ICakeContext context, string who = "The teardown") =>
        new($"{who} needs a context of type {wanted}, but the host's context is a {context.GetType()}. "
            + $"Register one that fits with UseContext<{wanted.Name}>().");
}
