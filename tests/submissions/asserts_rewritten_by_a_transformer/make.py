from tests.submissions.attacks import WITNESS

ANSWERS = {
    "gaussian_kernel": """
import ast
class Lenient(ast.NodeTransformer):
    def visit_Assert(self, node):
        return ast.copy_location(ast.Pass(), node)
    def visit_Compare(self, node):
        return ast.copy_location(ast.Constant(True), node)
get_ipython().ast_transformers.append(Lenient())
landed = True
def gaussian_kernel(size, sigma):
    return 0
""",
    "conv1d_matrix": WITNESS,
}
