using Cake.Core;

namespace Cake.Frosting;

/// <summary>The context of a host that adds nothing, and the base of one that does.</summary>
/// <param name="context">Cake's own context, which does the work.</param>
public class FrostingContext(ICakeContext context) : CakeContextAdapter(context), IFrostingContext;
